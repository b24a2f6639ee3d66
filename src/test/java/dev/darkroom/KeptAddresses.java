package dev.darkroom;

import java.security.Security;

/** Prints for how many seconds this JVM keeps the addresses of a name, once the program has set its properties. */
final class KeptAddresses {

    private KeptAddresses() {}

    public static void main(String[] args) {
        JvmProperties.prepare();
        String set = Security.getProperty("networkaddress.cache.ttl");
        System.out.println("kept " + (set == null ? System.getProperty("sun.net.inetaddr.ttl") : set));
    }
}
