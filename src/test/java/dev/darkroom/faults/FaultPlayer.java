package dev.darkroom.faults;

/** Starts the job of a line and resumes it; what it starts ends with the call. */
interface FaultPlayer {

    PlayedRun start() throws Exception;

    PlayedRun resume() throws Exception;
}
