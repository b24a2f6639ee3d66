package dev.darkroom.step;

import dev.darkroom.ledger.shared.GroupFence;
import java.nio.file.Path;

/**
 * What a worker has of a run that another process manages.
 *
 * @param fence lets what becomes of its rows be entered
 * @param journal keeps answers that cannot be entered
 * @param share the rows that are lent to it
 */
public record LeasedPart(GroupFence fence, Path journal, WorkShare share) {}
