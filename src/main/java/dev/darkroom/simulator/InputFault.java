package dev.darkroom.simulator;

/**
 * The service's complaint about one place of an input.
 *
 * @param place such as {@code image_urls[1]}, empty for the whole
 * @param rule the rule's name, such as {@code maximum}
 * @param message what is wrong
 */
record InputFault(String place, String rule, String message) {}
