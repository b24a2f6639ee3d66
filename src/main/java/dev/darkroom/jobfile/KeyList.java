package dev.darkroom.jobfile;

import java.util.ArrayList;
import java.util.List;

/** Makes keys and keeps them in the order in which they were made. */
final class KeyList {

    private final List<JobKey<?>> keys = new ArrayList<>();

    <T> JobKey<T> required(String name, ValueType<T> type, String meaning) {
        return add(new JobKey<>(name, type, null, JobKey.REQUIRED, meaning));
    }

    /** Adds a key that may be left out, and then nothing stands in its place. */
    <T> JobKey<T> optional(String name, ValueType<T> type, String standard, String meaning) {
        return add(new JobKey<>(name, type, null, standard, meaning));
    }

    <T> JobKey<T> withDefault(String name, ValueType<T> type, String value, String meaning) {
        return add(new JobKey<>(name, type, value, value, meaning));
    }

    private <T> JobKey<T> add(JobKey<T> key) {
        keys.add(key);
        return key;
    }

    List<JobKey<?>> all() {
        return List.copyOf(keys);
    }
}
