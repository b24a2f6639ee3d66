package dev.darkroom;

import java.security.Security;

/** Prints for how many seconds this JVM keeps the addresses of a name, once the program has set its properties. */
final class KeptAddresses {

    private KeptAddresses() {}

    public static void main(String[] args) {
        JvmProperties.prepare();
        System.out.println("kept " + Security.getProperty("networkaddress.cache.ttl"));
    }
}
