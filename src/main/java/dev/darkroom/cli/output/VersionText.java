package dev.darkroom.cli.output;

import dev.darkroom.runs.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The text that {@code --version} prints. */
public final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"darkroom " + ProgramVersion.current() + " (Java " + Runtime.version() + ")"};
    }
}
