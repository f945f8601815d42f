package io.mainstay.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell at a server of its own, on which a script is played. It knows the ids of its server and of the leases it was
 * granted, and takes them out of what is printed, so that columns can be compared.
 */
final class Column {
    private static final Pattern GRANTED = Pattern.compile("lease ([0-9a-f]{16}) granted with TTL\\(\\d+s\\)\n");
    private static final Pattern HEADER = Pattern.compile("\"cluster_id\":(\\d+),\"member_id\":(\\d+)");

    private final String name;
    private final BiFunction<ScriptLine, List<String>, Run.Result> shell;
    private final String endpoint;
    private final List<String> leases = new ArrayList<>();
    private final String clusterId;
    private final String memberId;

    Column(String name, BiFunction<ScriptLine, List<String>, Run.Result> shell, String endpoint) {
        this.name = name;
        this.shell = shell;
        this.endpoint = endpoint.substring("http://".length());
        Matcher header = HEADER.matcher(raw(new ScriptLine("", Map.of(), "", List.of("get", "x", "-w", "json")))
                .out());
        if (!header.find()) {
            throw new IllegalStateException("no header in what " + name + " prints");
        }
        clusterId = header.group(1);
        memberId = header.group(2);
    }

    String name() {
        return name;
    }

    /** What a line prints and its exit code, without what differs from server to server. */
    String run(ScriptLine line) {
        Run.Result result = raw(line);
        Matcher granted = GRANTED.matcher(result.out());
        if (granted.matches()) {
            leases.add(granted.group(1));
        }
        return same(result.out()) + "[exit " + result.exit() + "]\n";
    }

    private Run.Result raw(ScriptLine line) {
        List<String> words = new ArrayList<>(List.of("--endpoints=" + endpoint));
        for (String word : line.words()) {
            words.add(withLeases(word));
        }
        ScriptLine filled = new ScriptLine(line.text(), line.env(), withLeases(line.input()), line.words());
        return shell.apply(filled, words);
    }

    private String withLeases(String text) {
        String filled = text;
        for (int i = 0; i < leases.size(); i++) {
            filled = filled.replace("@L" + i, leases.get(i));
        }
        return filled;
    }

    private String same(String out) {
        String text = out;
        for (int i = 0; i < leases.size(); i++) {
            String id = leases.get(i);
            text = text.replace(id, "LEASE" + i).replace(Long.toString(Long.parseUnsignedLong(id, 16)), "LEASE" + i);
        }
        return text.replace(clusterId, "CLUSTER")
                .replace(memberId, "MEMBER")
                .replace(hex(clusterId), "CLUSTER")
                .replace(hex(memberId), "MEMBER")
                .replace(endpoint, "ENDPOINT")
                .replaceAll("took = \\S+|\"took\":\"[^\"]*\"|\"Took\" : \\S+", "TIME")
                .replaceAll("\"(dbSize|dbSizeInUse|raftIndex|raftAppliedIndex)\":\\d+", "\"$1\":N")
                .replaceAll("\"(DBSize|DBSizeInUse|RaftIndex|RaftAppliedIndex)\" : \\d+", "\"$1\" : N")
                .replace(",\"downgradeInfo\":{}", "")
                .replaceAll("started, [^,]*, [^,]*,", "started, NAME, PEER,")
                .replaceAll("\"(name|peerURLs)\":(\"[^\"]*\"|\\[[^\\]]*\\])", "\"$1\":X")
                .replaceAll("\"(Name|PeerURL)\" : \"[^\"]*\"", "\"$1\" : X");
    }

    private static String hex(String decimal) {
        return Long.toHexString(Long.parseUnsignedLong(decimal));
    }
}
