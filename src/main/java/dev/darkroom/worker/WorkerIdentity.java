package dev.darkroom.worker;

/**
 * Tells a worker from others, for people.
 *
 * @param host the name of this host
 * @param process its process id
 */
public record WorkerIdentity(String host, long process) {}
