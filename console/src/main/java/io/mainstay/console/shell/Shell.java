package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.Connection;
import io.mainstay.console.output.ClusterPrinter;
import io.mainstay.console.output.FieldsPrinter;
import io.mainstay.console.output.JsonPrinter;
import io.mainstay.console.output.Printer;
import io.mainstay.console.output.SimplePrinter;
import io.mainstay.console.output.Stdio;
import io.mainstay.console.output.TablePrinter;
import io.mainstay.etcd.EtcdClient;
import io.mainstay.etcd.event.ClientEvent;
import io.mainstay.etcd.event.EventListener;
import io.mainstay.etcd.kv.Bytes;
import java.util.List;
import java.util.function.Function;

/** What every command is given: the streams, the flags all commands share, and what follows from them. */
final class Shell {
    private final Stdio io;
    private final GlobalFlags flags;

    Shell(Stdio io, GlobalFlags flags) {
        this.io = io;
        this.flags = flags;
    }

    Stdio io() {
        return io;
    }

    GlobalFlags flags() {
        return flags;
    }

    /** How to reach etcd. */
    Connection connection() {
        flags.checkServed();
        EventListener listener = flags.debug ? this::tell : EventListener.NONE;
        return new Connection(flags.endpoints(), flags.dialTimeout, flags.commandTimeout, listener);
    }

    /** Does something with a client. */
    <T> T with(Function<EtcdClient, T> work) {
        return connection().with(work);
    }

    /** The printer for results about keys and leases. */
    Printer printer() {
        return printer(false);
    }

    /** The printer for results about keys and leases, without keys if so wished. */
    Printer printer(boolean valuesOnly) {
        return switch (flags.writeOut) {
            case "simple" -> new SimplePrinter(io, flags.hex, valuesOnly);
            case "fields" -> new FieldsPrinter(io.out(), flags.hex);
            case "json" -> new JsonPrinter(io.out(), flags.hex);
            default -> throw unsupported();
        };
    }

    /** The printer for results about members and endpoints. */
    ClusterPrinter clusterPrinter() {
        return flags.writeOut.equals("table") ? new TablePrinter(io.out()) : printer();
    }

    /** Refuses every format but sentences, before anything is done. */
    void wantSimple() {
        if (!simple()) {
            throw new BadCommandException(
                    Kind.FEATURE, "only the output format simple is part of this version for this command");
        }
    }

    /** Whether results are sentences for people. */
    boolean simple() {
        return flags.writeOut.equals("simple");
    }

    /** Whether results are lists of fields. */
    boolean fields() {
        return flags.writeOut.equals("fields");
    }

    /** Words as bytes. */
    static List<Bytes> bytes(List<String> words) {
        return words.stream().map(Bytes::utf8).toList();
    }

    private BadCommandException unsupported() {
        String format = flags.writeOut;
        return new BadCommandException(
                Kind.FEATURE,
                switch (format) {
                    case "table" -> "table not supported as output format; it is for endpoint and member commands";
                    case "protobuf" -> "protobuf output is not part of this version yet; use -w json";
                    default -> "unsupported output format " + format + "; there are fields, json, simple and table";
                });
    }

    private void tell(ClientEvent event) {
        io.say("debug: " + event);
    }
}
