package dev.darkroom.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the system's signals. {@code sun.misc.Signal} is the JDK's only way; it is called by name because the
 * compiler warns of it even where that is suppressed.
 */
public final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * Runs the action for each signal of the name, on a thread of the signal's own; does nothing where there is none.
     * Windows lacks most of them, a JVM started with {@code -Xrs} keeps some, and another JDK may have none.
     */
    public static void handle(String name, Runnable action) {
        try {
            install(name, action);
        } catch (ReflectiveOperationException absent) {
            // Then there is nothing to listen to.
        }
    }

    private static void install(String name, Runnable action) throws ReflectiveOperationException {
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
                Proxy.newProxyInstance(ProcessSignals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }

    private static Object ofObject(Object proxy, String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "process signals";
        };
    }
}
