package dev.darkroom.job;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Starts the job for a run, new or again, and waits for its end. The workspace's lock proves that no other process runs
 * it, so what is recorded as running belongs to a process that died.
 */
final class BatchLauncher {

    static final String RUN = "run";

    private final JobOperator operator;
    private final JobRepository repository;

    BatchLauncher(JobOperator operator, JobRepository repository) {
        this.operator = operator;
        this.repository = repository;
    }

    JobExecution launch(Job job, String run) throws JobExecutionException {
        JobParameters parameters =
                new JobParametersBuilder().addString(RUN, run).toJobParameters();
        for (JobExecution execution : repository.findRunningJobExecutions(job.getName())) {
            operator.recover(execution);
        }
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null) {
            mend(instance);
        }
        return operator.start(job, parameters);
    }

    /**
     * Makes an instance startable. One without executions, or with one in an unknown state, can't be started again as
     * it is. Nor can a completed one, which there is if the process died between the job's end and the run's, or if its
     * rows are resumed.
     */
    private void mend(JobInstance instance) {
        var executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            repository.deleteJobInstance(instance);
            return;
        }
        for (JobExecution execution : executions) {
            for (StepExecution step : execution.getStepExecutions()) {
                if (step.getStatus() == BatchStatus.UNKNOWN || step.getStatus().isRunning()) {
                    step.setStatus(BatchStatus.FAILED);
                    step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                    repository.update(step);
                }
            }
            if (execution.getStatus() == BatchStatus.UNKNOWN || execution.getStatus() == BatchStatus.COMPLETED) {
                execution.setStatus(BatchStatus.FAILED);
                execution.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                repository.update(execution);
            }
        }
    }
}
