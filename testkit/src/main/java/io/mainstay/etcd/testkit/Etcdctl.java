package io.mainstay.etcd.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code etcdctl} of a real etcd, set on some endpoints. */
public final class Etcdctl {
    private final Path program;
    private final List<String> endpoints;
    private final List<String> flags;

    private Etcdctl(Path program, List<String> endpoints, List<String> flags) {
        this.program = program;
        this.endpoints = List.copyOf(endpoints);
        this.flags = List.copyOf(flags);
    }

    /** The {@code etcdctl} that came with {@code install}, for a server at {@code endpoints}, real or not. */
    public static Etcdctl of(EtcdInstall install, List<String> endpoints) {
        Path program = install.ctl()
                .orElseThrow(() -> new RealEtcdException(
                        "No etcdctl beside " + install.server() + "; put one there, or let tools/get-etcd bring both"));
        return new Etcdctl(program, endpoints, List.of());
    }

    /** The same with more flags in front of what it is asked to do. */
    Etcdctl withFlags(List<String> more) {
        return new Etcdctl(program, endpoints, more);
    }

    /**
     * What a run of the command left.
     *
     * @param exitCode 0 when it succeeded
     * @param stdout all that it printed
     * @param stderr all that it complained of
     */
    public record Result(int exitCode, String stdout, String stderr) {}

    /** Runs it to its end, for a minute at most, and returns what it left, success or not. */
    public Result run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--endpoints=" + String.join(",", endpoints)));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        Program.Output output = new Program(command, Map.of()).run();
        return new Result(output.exitCode(), output.stdout(), output.stderr());
    }

    /** Runs it to its end and returns what it printed; a run that fails is a {@link RealEtcdException}. */
    public String print(String... arguments) {
        Result result = run(arguments);
        if (result.exitCode() != 0) {
            throw new RealEtcdException("etcdctl " + String.join(" ", arguments) + " failed with exit code "
                    + result.exitCode() + ": " + result.stderr().strip());
        }
        return result.stdout();
    }
}
