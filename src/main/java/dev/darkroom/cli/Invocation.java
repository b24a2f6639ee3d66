package dev.darkroom.cli;

import dev.darkroom.results.ShellWord;
import java.io.File;

/** How this program was called, so that the next command can be pasted. */
final class Invocation {

    private static final String USUAL_JAR = "target/darkroom.jar";

    private Invocation() {}

    /** The command line up to the command. */
    static String program() {
        String path = System.getProperty("java.class.path", "");
        boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        return "java -jar " + (jar ? ShellWord.of(path) : USUAL_JAR);
    }
}
