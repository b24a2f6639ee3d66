package dev.darkroom.simulator.faults;

import java.time.Instant;

/**
 * A chance for a fault to strike.
 *
 * @param subject what it is about: an input, a request or a call, as a hash
 * @param time how often this has come up for the subject, from 1
 * @param submit the number of the submit that it is, or that the request came of; 0 if it has nothing to do with one
 * @param prompt the row's prompt, empty where there is none
 * @param now when
 */
public record FaultContext(long subject, int time, long submit, String prompt, Instant now) {}
