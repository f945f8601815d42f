package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.spi.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints behind a name: the addresses of a host, or what DNS names for etcd's services. Blocks, for some
 * seconds at the most.
 *
 * <p>Services are looked up with the JDK's own DNS client. Of several the lowest priority comes first; inside a
 * priority, chance decides by weight, so that many clients spread as the weights say.
 */
public final class NameLookup {
    private static final String TIMEOUT_MILLIS = "1000";
    private static final String TRIES = "2";

    private final RandomGenerator random;
    private final @Nullable String server;

    /**
     * A lookup.
     *
     * @param server where to ask for services, like {@code dns://127.0.0.1:53}; null for the system's servers
     */
    public NameLookup(RandomGenerator random, @Nullable String server) {
        this.random = random;
        this.server = server;
    }

    /**
     * The endpoints behind a name, at least one.
     *
     * @throws UnknownHostException when there is none
     * @throws NamingException when DNS cannot be asked
     */
    List<Endpoint> find(Endpoint name) throws UnknownHostException, NamingException {
        return name.scheme().equals("srv") ? services(name) : addresses(name);
    }

    private static List<Endpoint> addresses(Endpoint name) throws UnknownHostException {
        String scheme = name.isSecured() ? "https" : "http";
        String host = name.host();
        Endpoint plain =
                Endpoint.parse(scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + name.port());
        List<Endpoint> found = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            found.add(plain.at(address));
        }
        return found;
    }

    private List<Endpoint> services(Endpoint name) throws UnknownHostException, NamingException {
        String path = name.uri().getPath() == null ? "" : name.uri().getPath();
        String suffix = path.length() > 1 ? "-" + path.substring(1) : "";
        List<Endpoint> found = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (String service : List.of("etcd-client-ssl", "etcd-client")) {
            String scheme = service.endsWith("-ssl") ? "https" : "http";
            String record = "_" + service + suffix + "._tcp." + name.host();
            asked.add(record);
            for (Service each : ordered(ask(record))) {
                found.add(Endpoint.parse(scheme + "://" + each.host() + ":" + each.port()));
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException("DNS has no SRV record " + String.join(" or ", asked));
        }
        return found;
    }

    /** One SRV record. */
    record Service(int priority, int weight, int port, String host) {
        static Service parse(String record) {
            String[] parts = record.trim().split("\\s+", -1);
            String host = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
            return new Service(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), host);
        }
    }

    /** By priority, and inside one in an order that the weights make likely (RFC 2782). */
    List<Service> ordered(List<Service> services) {
        List<Service> left = new ArrayList<>(services);
        left.sort(Comparator.comparingInt(Service::priority).thenComparingInt(Service::weight));
        List<Service> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).priority();
            List<Service> equals =
                    left.stream().filter(each -> each.priority() == priority).toList();
            int sum = equals.stream().mapToInt(Service::weight).sum();
            int drawn = random.nextInt(sum + 1);
            Service next = equals.get(0);
            int passed = 0;
            for (Service each : equals) {
                passed += each.weight();
                next = each;
                if (passed >= drawn) {
                    break;
                }
            }
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    // JNDI wants a Hashtable; its DNS context answers with records as text and makes no objects of them.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<Service> ask(String record) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        if (server != null) {
            settings.put(Context.PROVIDER_URL, server);
        }
        InitialDirContext context = new InitialDirContext(settings);
        try {
            Attribute records =
                    context.getAttributes(record, new String[] {"SRV"}).get("SRV");
            List<Service> services = new ArrayList<>();
            if (records != null) {
                NamingEnumeration<?> all = records.getAll();
                while (all.hasMore()) {
                    services.add(Service.parse(String.valueOf(all.next())));
                }
                all.close();
            }
            return services;
        } catch (NameNotFoundException none) {
            return List.of();
        } finally {
            context.close();
        }
    }
}
