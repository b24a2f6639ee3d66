package dev.darkroom;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the signals that end a process into a wish to stop: what is on the wire is answered and written down first. The
 * second signal ends the process at once, which is as safe as a kill.
 *
 * <p>A shutdown hook would not do: it cannot see a second signal, and the JVM exits with 143 whatever the run came to.
 * {@code sun.misc.Signal} is the JDK's only other way; it is called by name because the compiler warns of it even where
 * that is suppressed.
 */
final class StopSignals {

    /** A stop is promised within 10 seconds; what is not written down by then, the next start makes good. */
    private static final Duration LONGEST = Duration.ofSeconds(9);

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private StopSignals() {}

    static void install(StopSwitch stop) {
        for (String name : NAMES) {
            try {
                handle(name, () -> ask(stop, name));
            } catch (ReflectiveOperationException absent) {
                // Windows has no HUP, a JVM started with -Xrs keeps all of them, and another JDK may have none.
            }
        }
    }

    private static void ask(StopSwitch stop, String name) {
        boolean first = stop.ask(name);
        if (first && !stop.heard()) {
            System.err.println(
                    "stopped by signal " + name + " before anything was sent; the same command starts again");
        }
        if (!first || !stop.heard()) {
            Runtime.getRuntime().halt(ExitCode.STOPPED);
        }
        endInTime();
    }

    /** Each signal has a thread of its own. */
    private static void endInTime() {
        try {
            Thread.sleep(LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("the results could not be written in time: 'report' writes them, 'resume' goes on");
        Runtime.getRuntime().halt(ExitCode.STOPPED);
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        InvocationHandler calls = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method.getName(), arguments);
            }
            action.run();
            return null;
        };
        Object handler =
                Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }

    private static Object ofObject(Object proxy, String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "stop signals";
        };
    }
}
