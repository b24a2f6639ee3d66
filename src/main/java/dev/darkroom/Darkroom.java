package dev.darkroom;

/** The program. */
public final class Darkroom {

    private Darkroom() {}

    public static void main(String[] args) {
        System.err.println("darkroom");
    }
}
