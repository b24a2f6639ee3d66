package dev.darkroom.workspace;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what this host is called. */
public final class HostName {

    private HostName() {}

    /** Returns the name, or {@code ?}; on Linux without asking a name server. */
    public static String current() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException noLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unnamed) {
                return "?";
            }
        }
    }
}
