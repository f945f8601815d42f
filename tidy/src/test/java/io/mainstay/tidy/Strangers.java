package io.mainstay.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that belong to one machine and not to the project: package registries, and folders of somebody's disk. */
final class Strangers {

    private static final Pattern REGISTRY = Pattern.compile(
            "https?://[^/\\s\"'<>]*(repo|registry|proxy|mirror|deb)[^/\\s\"'<>]*\\.(org|com|io|net|dev)");

    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?:^|[\\s\"'=(:])((?:/(?:work|farm|root)|/(?:home|Users)/\\w+)/[\\w.-]+)");

    private Strangers() {}

    static List<Violation> check(Map<String, String> texts) {
        List<Violation> found = new ArrayList<>();
        texts.forEach((path, text) -> {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Matcher registry = REGISTRY.matcher(lines.get(i));
                if (registry.find()) {
                    String advice = registry.group() + " is a registry's host: leave it to the user's own settings.";
                    found.add(new Violation(path, i + 1, "registry-host", advice));
                }
                Matcher folder = MACHINE_PATH.matcher(lines.get(i));
                if (folder.find()) {
                    String advice =
                            folder.group(1) + " is a folder of one machine: find it, or take it as an argument.";
                    found.add(new Violation(path, i + 1, "machine-path", advice));
                }
            }
        });
        return found;
    }
}
