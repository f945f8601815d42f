package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.internal.call.CallChain;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.spi.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lists the alarms that are on and ends one after the other. */
final class DisarmAll extends CallChain<List<Alarm>> {
    private final List<Alarm> disarmed = new ArrayList<>();

    DisarmAll(CallEngine calls, @Nullable Executor completeOn) {
        super(calls, Rpcs.ALARM.shortName(), calls.timeout(), completeOn);
    }

    @Override
    protected void begin() {
        call(Rpcs.ALARM, AlarmRequest.list(), on -> next(on.alarms()));
    }

    private void next(List<Alarm> left) {
        if (left.isEmpty()) {
            done(List.copyOf(disarmed));
            return;
        }
        Alarm alarm = left.get(0);
        call(Rpcs.ALARM, AlarmRequest.disarm(alarm), ended -> {
            disarmed.addAll(ended.alarms());
            next(left.subList(1, left.size()));
        });
    }
}
