package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ConsolePrompt;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.ServiceAddress;
import dev.darkroom.results.ShellWord;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The service that the account's token is to be sent to, and whether the user named it. A job file may come from anybody,
 * and so may a recorded job, in an unpacked archive for instance: on its word alone the token goes to the vendor, or stays
 * on this machine. That the user confirmed it once is kept nowhere: whoever can plant a job could plant that too.
 *
 * @param named whether the user named it, on the command line or in the environment
 */
record TokenDestination(ServiceAddress service, boolean named) {

    TokenDestination {
        Objects.requireNonNull(service, "service is null");
    }

    /** Returns the destination of a job, with the command line's options over it. */
    static TokenDestination of(JobSpec job, CommandShell shell) {
        return of(job, null, shell);
    }

    /**
     * Returns the destination of a recorded job.
     *
     * @param api the service as the command line names it, null if it does not
     * @throws UsageException if that is another one than the run's
     */
    static TokenDestination of(JobSpec job, @Nullable String api, CommandShell shell) {
        ServiceAddress service = job.api();
        if (api != null && !names(api, service)) {
            throw new UsageException("the run's service is " + service.identity() + ", not the one that --api names");
        }
        boolean option = api != null || job.placeOf("/api").line() == 0;
        String base = shell.environment().getOrDefault(JobFile.BASE_VARIABLE, "");
        return new TokenDestination(service, option || names(base, service));
    }

    private static boolean names(String api, ServiceAddress service) {
        try {
            return ServiceAddress.parse(api.strip()).equals(service);
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /**
     * Lets the user confirm a host that nobody but the job file named.
     *
     * @throws UsageException if the user does not, or there is nobody who could
     */
    void confirm(CommandShell shell) {
        confirm(shell, text -> ConsolePrompt.ask(shell, text));
    }

    void confirm(CommandShell shell, UnaryOperator<String> prompt) {
        String host = hostToName();
        if (host == null || named) {
            return;
        }
        String what = "the job sends the account's token to " + host + ", which is not "
                + service.profile().vendor() + "'s own";
        if (!shell.terminal()) {
            throw new UsageException(what + ". Nothing was sent. If that is meant, say so: "
                    + String.join(" ", arguments().stream().map(ShellWord::of).toList()));
        }
        String typed = prompt.apply(what + ". To allow it, type the host's name:");
        if (!typed.strip().toLowerCase(Locale.ROOT).equals(host)) {
            throw new UsageException("nothing was sent to " + host + ": its name was not typed");
        }
    }

    /** Returns the option that must be given again to the next command, if any. */
    List<String> arguments() {
        return hostToName() == null ? List.of() : List.of("--api", service.identity());
    }

    private @Nullable String hostToName() {
        URI base = service.base();
        return base == null || service.loopback() || service.isVendors() ? null : base.getHost();
    }
}
