package dev.darkroom.cli;

import dev.darkroom.cli.output.PublishText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.job.ExitCode;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.publish.HeldDestinationException;
import dev.darkroom.publish.PublishRequest;
import dev.darkroom.publish.PublishRequest.PublishChoice;
import dev.darkroom.publish.PublishResult;
import dev.darkroom.publish.RunPublisher;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Delivers a run's pictures to a folder or a bucket. */
@Command(
        name = "publish",
        description =
                "Puts the approved pictures of a run into a folder or a bucket, with a list of them, published.csv. What is"
                        + " there as it should be is not put there again; what is not to be there any more is listed as gone.")
final class PublishCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            required = true,
            description = "A folder, or a bucket's address such as s3://bucket/prefix.")
    private String to = "";

    @Option(names = "--approved", description = "The pictures that people approved: the default.")
    private boolean approved;

    @Option(
            names = "--unflagged",
            description = "All pictures instead on which no check raised a flag, and that nobody rejected.")
    private boolean unflagged;

    @Option(
            names = "--name",
            paramLabel = "TEMPLATE",
            description = "The files' names, such as \"{{sku}}-{{n}}.{{ext}}\"; / makes folders. Default: the job's.")
    private @Nullable String name;

    @Option(names = "--delete-gone", description = "Removes the files of what is listed as gone.")
    private boolean deleteGone;

    @Option(
            names = "--replace-newer",
            description =
                    "Puts pictures in the place of those of later runs too, which are left as they are otherwise.")
    private boolean replaceNewer;

    @Option(names = "--dry-run", description = "Tells what would be done, and writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--take-over",
            description = "Goes on in a bucket in the place of a process of another host that is gone.")
    private boolean takeOver;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of the job's publish or csv, such as publish.mark=none; may be given again.")
    private List<String> set = List.of();

    PublishCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        PublishRequest request = request();
        JobOverrides overrides = overrides();
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        RunPublisher publisher = new RunPublisher(workspace, InstantSource.system(), JsonMapper.shared());
        RunPublisher.PublishableRun pictures =
                LockedWorkspace.beside(workspace, held -> publisher.find(request, overrides, held));
        try {
            PublishResult result = publisher.publish(
                    request, pictures, (done, all) -> shell.err().println(done + " of " + all + " pictures are done"));
            PublishText.lines(result, dryRun).forEach(shell.out()::println);
            PublishText.unpublished(result).forEach(shell.err()::println);
            return result.unpublished().isEmpty() ? ExitCode.FINISHED : ExitCode.PICTURES_MISSING;
        } catch (HeldDestinationException held) {
            shell.err().println(held.getMessage());
            return ExitCode.WORKSPACE_HELD;
        }
    }

    private PublishRequest request() {
        if (approved && unflagged) {
            throw new UsageException("--approved and --unflagged are two choices of pictures: leave one out");
        }
        if (to.isBlank()) {
            throw new UsageException("--to is empty: name a folder, or a bucket's address such as s3://bucket/prefix");
        }
        return new PublishRequest(
                run,
                to,
                shell.workingDirectory(),
                unflagged ? PublishChoice.UNFLAGGED : PublishChoice.APPROVED,
                dryRun,
                deleteGone,
                replaceNewer,
                takeOver);
    }

    private JobOverrides overrides() {
        List<String> all = new ArrayList<>(set);
        for (String each : set) {
            if (!each.startsWith("publish.") && !each.startsWith("csv.")) {
                throw new UsageException("--set " + each + ": publish goes by the keys of publish and csv alone");
            }
        }
        if (name != null) {
            all.add("publish.name=" + name);
        }
        return new JobOverrides(null, null, null, null, null, null, null, all);
    }
}
