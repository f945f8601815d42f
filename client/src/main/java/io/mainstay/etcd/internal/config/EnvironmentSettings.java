package io.mainstay.etcd.internal.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's options in the environment: {@code ETCD_ENDPOINTS}, and beside it what etcdctl reads, so that a shell that
 * is set up for one is set up for the other. Pure; no message shows a password.
 */
public final class EnvironmentSettings {
    private static final String PREFIX = "ETCDCTL_";
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("ca", PREFIX + "CACERT"),
            Map.entry("cert", PREFIX + "CERT"),
            Map.entry("key", PREFIX + "KEY"),
            Map.entry("user", PREFIX + "USER"),
            Map.entry("password", PREFIX + "PASSWORD"),
            Map.entry("connectTimeout", PREFIX + "DIAL_TIMEOUT"),
            Map.entry("callTimeout", PREFIX + "COMMAND_TIMEOUT"),
            Map.entry("keepAliveTime", PREFIX + "KEEPALIVE_TIME"),
            Map.entry("keepAliveTimeout", PREFIX + "KEEPALIVE_TIMEOUT"),
            Map.entry("insecureSkipVerify", PREFIX + "INSECURE_SKIP_TLS_VERIFY"));

    private EnvironmentSettings() {}

    /**
     * Reads them; a variable that is set to nothing counts as not set.
     *
     * @throws IllegalArgumentException when one is not right; the message names it
     */
    public static Settings parse(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        VARIABLES.forEach((name, variable) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        splitUser(values);
        return new Settings(endpoints(environment, values), null, values, VARIABLES);
    }

    /** etcdctl takes {@code user:password} in one variable, unless the password has its own. */
    private static void splitUser(Map<String, String> values) {
        String user = values.get("user");
        int colon = user == null ? -1 : user.indexOf(':');
        if (user != null && colon >= 0 && !values.containsKey("password")) {
            values.put("user", user.substring(0, colon));
            values.put("password", user.substring(colon + 1));
        }
    }

    private static List<String> endpoints(Map<String, String> environment, Map<String, String> values) {
        String service = environment.getOrDefault(PREFIX + "DISCOVERY_SRV", "");
        String name = environment.getOrDefault(PREFIX + "DISCOVERY_SRV_NAME", "");
        String written = environment.getOrDefault("ETCD_ENDPOINTS", "");
        if (written.isEmpty()) {
            written = environment.getOrDefault(PREFIX + "ENDPOINTS", "");
        }
        if (!service.isEmpty()) {
            if (!written.isEmpty()) {
                throw new IllegalArgumentException(
                        PREFIX + "DISCOVERY_SRV and endpoints are both set; unset one of them");
            }
            return List.of("srv://" + service + (name.isEmpty() ? "" : "/" + name));
        }
        // etcdctl takes an address without a scheme for one with TLS when a CA or certificate is given.
        boolean secured = values.containsKey("ca")
                || values.containsKey("cert")
                || "true".equals(values.get("insecureSkipVerify"));
        List<String> endpoints = new ArrayList<>();
        for (String each : written.isEmpty() ? new String[0] : written.split(",", -1)) {
            String one = each.strip();
            endpoints.add(secured && !one.contains("://") && !one.startsWith("unix") ? "https://" + one : one);
        }
        return endpoints;
    }
}
