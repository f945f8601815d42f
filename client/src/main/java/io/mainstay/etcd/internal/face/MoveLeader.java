package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.error.EtcdException;
import io.mainstay.etcd.internal.call.CallChain;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.ErrorMapper;
import io.mainstay.etcd.internal.line.Line;
import io.mainstay.etcd.internal.member.MemberLine;
import io.mainstay.etcd.internal.member.MemberLines;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leader and asks it to let another member lead. A leader that has changed meanwhile refuses, having done
 * nothing, and is looked for again.
 */
final class MoveLeader extends CallChain<MoveLeaderResult> {
    private static final int TRIES = 5;

    private final MemberLines lines;
    private final long target;
    private int tries;

    MoveLeader(CallEngine calls, MemberLines lines, long target, @Nullable Executor completeOn) {
        super(calls, Rpcs.MOVE_LEADER.shortName(), calls.timeout(), completeOn);
        this.lines = lines;
        this.target = target;
    }

    @Override
    protected void begin() {
        Line asked = calls().pool().current();
        call(Rpcs.STATUS, new StatusRequest(), status -> leaderIs(status, asked));
    }

    private void leaderIs(StatusResult status, Line asked) {
        long leader = status.raft().leader();
        if (leader == 0) {
            fail(ErrorMapper.noLeader(
                    Rpcs.MOVE_LEADER.shortName(), asked.endpoint().toString()));
        } else if (leader == status.header().memberId()) {
            ask(asked, null);
        } else {
            call(Rpcs.MEMBER_LIST, new MemberListRequest(true), list -> toLeader(leader, list.members()));
        }
    }

    private void toLeader(long id, List<Member> members) {
        Optional<Member> leader =
                members.stream().filter(each -> each.id() == id).findFirst();
        if (leader.isEmpty()) {
            again(ErrorMapper.noLeader(Rpcs.MOVE_LEADER.shortName(), ""));
            return;
        }
        MemberLine to = lines.to(leader.get());
        ask(to.line(), to);
    }

    /** Asks whom we take for the leader; the line that was opened for it is closed after. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    private void ask(Line leader, @Nullable MemberLine opened) {
        if (opened != null) {
            whenComplete((result, thrown) -> opened.closeSoon());
        }
        call(Rpcs.MOVE_LEADER, new MoveLeaderRequest(target), leader, this::done, this::again);
    }

    private void again(EtcdException why) {
        tries++;
        if (tries < TRIES && ErrorMapper.isNotLeader(why)) {
            begin();
        } else {
            fail(why);
        }
    }
}
