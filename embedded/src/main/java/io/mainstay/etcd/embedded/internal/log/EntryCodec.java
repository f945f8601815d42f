package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;

/**
 * The bytes of an entry: a tag for its kind, then its fields in order. A field never changes its meaning and a tag is
 * never used again; what is new gets a new tag, and an old program refuses it.
 */
public final class EntryCodec {
    private static final int PUT = 1;
    private static final int DELETE_RANGE = 2;
    private static final int TXN = 3;
    private static final int COMPACTION = 4;
    private static final int LEASE_GRANT = 5;
    private static final int LEASE_REVOKE = 6;
    private static final int ALARM = 7;
    private static final int BY = 8;
    private static final int AUTH = 9;
    private static final int SIGN_IN = 10;
    private static final int MEMBER_ADD = 11;
    private static final int MEMBER_REMOVE = 12;
    private static final int MEMBER_UPDATE = 13;
    private static final int DOWNGRADE = 14;
    private static final int LEASE_CHECKPOINT = 15;

    private EntryCodec() {}

    /** The bytes of an entry. */
    public static byte[] encode(Entry<?> entry) {
        ByteOutput out = new ByteOutput();
        if (entry instanceof Entry.By<?> by) {
            AuthCodec.caller(out.tag(BY), by.caller());
            encode(out, by.entry());
        } else {
            encode(out, entry);
        }
        return out.toByteArray();
    }

    private static void encode(ByteOutput out, Entry<?> entry) {
        if (entry instanceof Entry.Put put) {
            OpCodec.put(out.tag(PUT), put.request());
        } else if (entry instanceof Entry.DeleteRange delete) {
            OpCodec.delete(out.tag(DELETE_RANGE), delete.request());
        } else if (entry instanceof Entry.Txn txn) {
            OpCodec.txn(out.tag(TXN), txn.request());
        } else if (entry instanceof Entry.Compaction compaction) {
            out.tag(COMPACTION).number(compaction.revision());
        } else if (entry instanceof Entry.LeaseGrant grant) {
            out.tag(LEASE_GRANT).number(grant.id()).number(grant.ttl());
        } else if (entry instanceof Entry.LeaseRevoke revoke) {
            out.tag(LEASE_REVOKE).number(revoke.id());
        } else if (entry instanceof Entry.LeaseCheckpoint checkpoint) {
            out.tag(LEASE_CHECKPOINT).number(checkpoint.id()).number(checkpoint.remainder());
        } else if (entry instanceof Entry.Alarm alarm) {
            alarm(out.tag(ALARM), alarm.request());
        } else if (entry instanceof Entry.Auth auth) {
            AuthCodec.change(out.tag(AUTH), auth.change());
        } else if (entry instanceof Entry.SignIn signIn) {
            out.tag(SIGN_IN).text(signIn.user());
        } else if (entry instanceof Entry.MemberAdd add) {
            MemberCodec.member(out.tag(MEMBER_ADD), add.member());
        } else if (entry instanceof Entry.MemberRemove remove) {
            out.tag(MEMBER_REMOVE).number(remove.id());
        } else if (entry instanceof Entry.MemberUpdate update) {
            MemberCodec.texts(out.tag(MEMBER_UPDATE).number(update.id()), update.peerUrls());
        } else if (entry instanceof Entry.Downgrade downgrade) {
            out.tag(DOWNGRADE).text(downgrade.version());
        } else {
            throw new IllegalStateException("no bytes for " + entry.getClass());
        }
    }

    /** The entry that bytes stand for. */
    public static Entry<?> decode(byte[] bytes) throws MalformedException {
        ByteInput in = new ByteInput(bytes);
        int tag = in.tag();
        Entry<?> entry = tag == BY ? new Entry.By<>(AuthCodec.caller(in), decode(in, in.tag())) : decode(in, tag);
        in.requireEnd();
        return entry;
    }

    private static Entry<?> decode(ByteInput in, int tag) throws MalformedException {
        return switch (tag) {
            case PUT -> new Entry.Put(OpCodec.put(in));
            case DELETE_RANGE -> new Entry.DeleteRange(OpCodec.delete(in));
            case TXN -> new Entry.Txn(OpCodec.txn(in));
            case COMPACTION -> new Entry.Compaction(in.number());
            case LEASE_GRANT -> new Entry.LeaseGrant(in.number(), in.number());
            case LEASE_REVOKE -> new Entry.LeaseRevoke(in.number());
            case LEASE_CHECKPOINT -> new Entry.LeaseCheckpoint(in.number(), in.number());
            case ALARM -> new Entry.Alarm(alarm(in));
            case AUTH -> new Entry.Auth(AuthCodec.change(in));
            case SIGN_IN -> new Entry.SignIn(in.text());
            case MEMBER_ADD -> new Entry.MemberAdd(MemberCodec.member(in));
            case MEMBER_REMOVE -> new Entry.MemberRemove(in.number());
            case MEMBER_UPDATE -> new Entry.MemberUpdate(in.number(), MemberCodec.texts(in));
            case DOWNGRADE -> new Entry.Downgrade(in.text());
            default -> throw new MalformedException("an entry of a kind that this version does not know: " + tag);
        };
    }

    private static void alarm(ByteOutput out, AlarmRequest request) {
        out.tag(request.action().ordinal())
                .number(request.memberId())
                .tag(request.type().ordinal());
    }

    private static AlarmRequest alarm(ByteInput in) throws MalformedException {
        AlarmRequest.Action[] actions = AlarmRequest.Action.values();
        AlarmType[] types = AlarmType.values();
        return new AlarmRequest(actions[in.number(actions.length)], in.number(), types[in.number(types.length)]);
    }
}
