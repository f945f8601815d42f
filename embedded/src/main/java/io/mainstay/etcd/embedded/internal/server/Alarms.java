package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The alarms that are on, by type and member. Guarded by the applier's lock. */
final class Alarms {
    private static final Comparator<Alarm> ORDER =
            Comparator.comparing(Alarm::type).thenComparing(Alarm::memberId, Long::compareUnsigned);

    private final NavigableSet<Alarm> on = new TreeSet<>(ORDER);

    /** Carries out a request and says which alarms are on, or were touched by it. */
    List<Alarm> apply(AlarmRequest request) {
        Alarm alarm = new Alarm(request.memberId(), request.type());
        return switch (request.action()) {
            case GET -> list(request.type());
            case ACTIVATE -> request.type() == AlarmType.NONE ? List.of() : raise(alarm);
            case DEACTIVATE -> on.remove(alarm) ? List.of(alarm) : List.of();
        };
    }

    /** Takes over alarms that were on. */
    void restore(List<Alarm> alarms) {
        on.addAll(alarms);
    }

    /** The alarms of a type; of {@link AlarmType#NONE}, all. */
    List<Alarm> list(AlarmType type) {
        return on.stream()
                .filter(alarm -> type == AlarmType.NONE || alarm.type() == type)
                .toList();
    }

    /** Whether an alarm of a type is on. */
    boolean isOn(AlarmType type) {
        return on.stream().anyMatch(alarm -> alarm.type() == type);
    }

    private List<Alarm> raise(Alarm alarm) {
        on.add(alarm);
        return List.of(alarm);
    }
}
