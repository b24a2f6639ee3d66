package dev.darkroom.job;

import dev.darkroom.io.FailureText;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Spring Batch's own records of runs. */
public final class BatchRecords {

    private BatchRecords() {}

    /** Forgets a run: another of its name, which may come the same day, must not be taken for it. */
    public static void forget(DataSource dataSource, String run) {
        if (!exist(dataSource)) {
            return;
        }
        JobRepository repository = repository(dataSource);
        JobInstance instance = repository.getJobInstance(
                BatchConfiguration.JOB,
                new JobParametersBuilder().addString(BatchLauncher.RUN, run).toJobParameters());
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }

    private static boolean exist(DataSource dataSource) {
        return JdbcClient.create(dataSource)
                        .sql("select count(*) from information_schema.tables"
                                + " where table_schema = current_schema and lower(table_name) = 'batch_job_instance'")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static JobRepository repository(DataSource dataSource) {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setSerializer(new JacksonExecutionContextStringSerializer());
        factory.setTransactionManager(new JdbcTransactionManager(dataSource));
        try {
            factory.afterPropertiesSet();
            return factory.getObject();
        } catch (Exception e) {
            throw new IllegalStateException("the ledger's records of steps cannot be opened: " + FailureText.of(e), e);
        }
    }
}
