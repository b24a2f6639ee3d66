package dev.darkroom.ledger.history;

import java.net.URI;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Knows where a service's outputs lay. */
public final class OutputHosts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public OutputHosts(DataSource dataSource, JsonMapper json) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
    }

    /** Returns an address's host, with its port if it names one. */
    public static Optional<String> withPort(URI address) {
        return Optional.ofNullable(address.getHost())
                .map(host -> address.getPort() < 0 ? host : host + ":" + address.getPort());
    }

    /** Returns the host of the newest output of a service, with its port if it has one; empty if none is known. */
    public Optional<String> newest(String service) {
        return jdbc.sql("select p.output_urls from purchase p join run r on r.number = p.row_key / 4294967296"
                        + " where r.service = ? and p.output_urls is not null order by p.row_key desc limit 1")
                .param(service)
                .query(String.class)
                .optional()
                .flatMap(this::host);
    }

    private Optional<String> host(String urls) {
        try {
            String[] all = json.readValue(urls, String[].class);
            return all.length == 0 ? Optional.empty() : withPort(URI.create(all[0]));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
