package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.testkit.history.WriteTrace.Outcome;
import io.mainstay.etcd.watch.WatchEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A write that is said to be applied was, once, at its revision; one that is said not to be applied was not; one of
 * unknown outcome was applied once or never. And whatever was put, somebody wrote.
 */
public final class OutcomeTrue implements Check {
    @Override
    public List<Finding> in(History history) {
        List<Finding> findings = new ArrayList<>();
        Map<Bytes, List<Long>> applied = history.store().events().stream()
                .filter(event -> !event.isDelete())
                .collect(Collectors.groupingBy(
                        event -> event.kv().value(), Collectors.mapping(WatchEvent::revision, Collectors.toList())));
        Set<Bytes> written = new HashSet<>();
        for (WriteTrace write : history.writes()) {
            written.add(write.value());
            List<Long> at = applied.getOrDefault(write.value(), List.of());
            String wrong = wrong(write.outcome(), at);
            if (!wrong.isEmpty()) {
                findings.add(new Finding(name(), "the write of " + subject(write.value()), wrong));
            }
        }
        if (!history.writes().isEmpty()) {
            applied.forEach((value, at) -> {
                if (!written.contains(value)) {
                    findings.add(new Finding(name(), subject(value), "was put at " + at + ", and nobody wrote it"));
                }
            });
        }
        return findings;
    }

    private static String wrong(Outcome outcome, List<Long> at) {
        if (outcome instanceof Outcome.Applied applied) {
            return at.equals(List.of(applied.revision()))
                    ? ""
                    : "was acknowledged at revision " + applied.revision() + " and applied at " + at;
        }
        if (outcome instanceof Outcome.NotApplied not) {
            return at.isEmpty() ? "" : "was said not to be applied (" + not.why() + ") and was, at " + at;
        }
        return at.size() <= 1 ? "" : "was applied more than once, at " + at;
    }

    /** The beginning of a value, which tells writes apart; the rest only makes it big. */
    private static String subject(Bytes value) {
        String text = value.utf8();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
