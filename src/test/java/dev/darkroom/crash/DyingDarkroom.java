package dev.darkroom.crash;

import dev.darkroom.Darkroom;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * The program's own command line with a {@link CrashTrap} set in one of its methods. The Byte Buddy agent is on the command
 * line.
 */
final class DyingDarkroom {

    static final String TYPE = "trap.type";
    static final String METHOD = "trap.method";
    static final String SIDE = "trap.side";

    private DyingDarkroom() {}

    public static void main(String[] arguments) throws ClassNotFoundException {
        Class<?> advice = CrashPoint.CrashSide.valueOf(System.getProperty(SIDE)) == CrashPoint.CrashSide.BEFORE
                ? BeforeAdvice.class
                : AfterAdvice.class;
        Class<?> type = Class.forName(System.getProperty(TYPE), false, DyingDarkroom.class.getClassLoader());
        new ByteBuddy()
                .decorate(type)
                .visit(Advice.to(advice).on(ElementMatchers.named(System.getProperty(METHOD))))
                .make()
                .load(type.getClassLoader(), ClassReloadingStrategy.of(ByteBuddyAgent.getInstrumentation()));
        Darkroom.main(arguments);
    }

    /** The code that is copied into the method's beginning. */
    static final class BeforeAdvice {

        private BeforeAdvice() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This(optional = true) @Nullable Object self, @Advice.AllArguments Object[] arguments) {
            CrashTrap.passed(self, arguments, null);
        }
    }

    /** The code that is copied into the method's end, of those that do not throw. */
    static final class AfterAdvice {

        private AfterAdvice() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.This(optional = true) @Nullable Object self,
                @Advice.AllArguments Object[] arguments,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned) {
            CrashTrap.passed(self, arguments, returned);
        }
    }
}
