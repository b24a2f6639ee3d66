package dev.darkroom.cli;

import dev.darkroom.job.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"darkroom " + Version.current() + " (Java " + Runtime.version() + ")"};
    }
}
