package dev.darkroom.review;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * The job's rule for people who disagree.
 *
 * @param mayOverrule whether a person of this name may overrule another one; the name is empty where none is given
 * @param now the time of decisions that do not tell their own
 */
public record OverruleRule(Predicate<String> mayOverrule, Instant now) {}
