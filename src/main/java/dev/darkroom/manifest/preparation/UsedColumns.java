package dev.darkroom.manifest.preparation;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of a manifest's columns a job makes something of.
 *
 * @param inputs columns and keys of the job's input that some model of the run takes, so that others' rows may miss them
 * @param read the manifest's columns that ids, templates and inputs are made of
 * @param all those, and the ones for which the job has a rule of its own
 */
record UsedColumns(Set<String> inputs, Set<String> read, Set<String> all) {

    /** @param taken the names of the inputs that some model of the run takes */
    static UsedColumns of(JobInput job, Collection<String> columns, RowId ids, Set<String> taken) {
        Set<String> inputs = new LinkedHashSet<>();
        columns.stream().filter(job::reads).forEach(inputs::add);
        inputs.addAll(job.input().propertyNames());
        inputs.retainAll(taken);
        Set<String> read = new LinkedHashSet<>(ids.columns());
        job.templates().forEach(template -> read.addAll(ColumnTemplate.columns(template)));
        columns.stream().filter(inputs::contains).forEach(read::add);
        read.retainAll(columns);
        Set<String> all = new LinkedHashSet<>(read);
        all.addAll(job.columns().required());
        all.addAll(job.columns().fillDown());
        Optional.ofNullable(job.columns().fillWithin()).ifPresent(all::add);
        return new UsedColumns(inputs, read, all);
    }
}
