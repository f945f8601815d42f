package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.auth.Permission;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that one user may read and those that the user may write, over all roles of the user. */
final class GrantedKeys {
    private final List<Interval> readable = new ArrayList<>();
    private final List<Interval> writable = new ArrayList<>();

    private GrantedKeys() {}

    static GrantedKeys of(User user, Map<String, Role> roles) {
        GrantedKeys granted = new GrantedKeys();
        for (String name : user.roles()) {
            Role role = roles.get(name);
            if (role != null) {
                role.permissions().forEach(granted::add);
            }
        }
        granted.readable.sort(Comparator.comparing(Interval::begin));
        granted.writable.sort(Comparator.comparing(Interval::begin));
        return granted;
    }

    private void add(Permission permission) {
        Interval interval = Interval.of(permission.range());
        if (permission.type() != Permission.Type.WRITE) {
            readable.add(interval);
        }
        if (permission.type() != Permission.Type.READ) {
            writable.add(interval);
        }
    }

    boolean mayRead(KeyRange range) {
        return covers(readable, Interval.of(range));
    }

    boolean mayWrite(KeyRange range) {
        return covers(writable, Interval.of(range));
    }

    /**
     * Whether those of the intervals that touch another one cover it together, without a gap. What is said of one that
     * ends before it begins, and so holds no key, is of no weight: in an etcd it depends on how its tree has grown.
     */
    private static boolean covers(List<Interval> intervals, Interval asked) {
        Bytes begin = null;
        Interval last = null;
        for (Interval interval : intervals) {
            if (!asked.touches(interval)) {
                continue;
            }
            if (last == null) {
                begin = interval.begin();
                last = interval;
            } else if (last.endsBefore(interval.begin())) {
                return false;
            } else if (last.compareEnd(interval) < 0) {
                last = interval;
            }
        }
        return begin != null && last != null && last.compareEnd(asked) >= 0 && begin.compareTo(asked.begin()) <= 0;
    }

    /**
     * Keys that lie together.
     *
     * @param begin the first key
     * @param end the first key after it; null when there is no end
     */
    private record Interval(Bytes begin, @Nullable Bytes end) {
        static Interval of(KeyRange range) {
            if (range.isOpenEnded()) {
                return new Interval(range.key(), null);
            }
            return new Interval(range.key(), range.isSingle() ? range.key().concat(Bytes.ZERO) : range.end());
        }

        boolean touches(Interval other) {
            boolean left = begin.compareTo(other.begin) < 0 && endsBy(other.begin);
            return !left && !other.endsBy(begin);
        }

        private boolean endsBy(Bytes key) {
            return end != null && end.compareTo(key) <= 0;
        }

        boolean endsBefore(Bytes key) {
            return end != null && end.compareTo(key) < 0;
        }

        int compareEnd(Interval other) {
            if (end == null || other.end == null) {
                return Boolean.compare(end == null, other.end == null);
            }
            return end.compareTo(other.end);
        }
    }
}
