package io.mainstay.etcd.embedded.internal.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of this process, which may hold other servers and much else. */
public final class ProcessNumbers {
    private static final Path SELF = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern VIRTUAL = Pattern.compile("VmSize:\\s+(\\d+) kB");
    private static final Pattern MOST_FILES = Pattern.compile("Max open files\\s+(\\d+)\\s.*");
    private static final long KILO = 1024;

    private ProcessNumbers() {}

    /** Writes it, as far as the operating system tells. */
    public static void write(MetricsPage page) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration()
                .ifPresent(cpu -> page.counter(
                        "process_cpu_seconds_total", "Time of processors in seconds.", cpu.toNanos() / 1e9));
        self.startInstant()
                .ifPresent(start -> page.gauge(
                        "process_start_time_seconds",
                        "When the process began, in seconds since 1970.",
                        start.toEpochMilli() / 1e3));
        if (Files.isDirectory(SELF)) {
            files(page);
            memory(page);
        }
    }

    private static void files(MetricsPage page) {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            page.gauge("process_open_fds", "Files and sockets that are open.", open.count());
        } catch (IOException notTold) {
            return;
        }
        found(page, "process_max_fds", "How many may be open.", "limits", MOST_FILES, 1);
    }

    private static void memory(MetricsPage page) {
        found(page, "process_resident_memory_bytes", "Memory in use.", "status", RESIDENT, KILO);
        found(page, "process_virtual_memory_bytes", "Memory that is mapped.", "status", VIRTUAL, KILO);
    }

    /** Writes the number in a line of a file that the kernel makes, if there is one. */
    private static void found(MetricsPage page, String name, String help, String file, Pattern line, long unit) {
        List<String> lines;
        try {
            lines = Files.readAllLines(SELF.resolve(file));
        } catch (IOException notTold) {
            return;
        }
        lines.stream()
                .map(line::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .ifPresent(match -> page.gauge(name, help, Long.parseLong(match.group(1)) * unit));
    }
}
