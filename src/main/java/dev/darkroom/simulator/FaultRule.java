package dev.darkroom.simulator;

/** One line of the fault plan. Thread-safe and without memory: the same occasion is always judged alike. */
interface FaultRule {

    boolean strikes(Fault fault, Occasion occasion);
}
