package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.spi.Endpoint;
import io.mainstay.etcd.spi.Transport;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A transport, where it leads, and who waits on it for what.
 *
 * <p>Whoever asks something of the other side says so, and says when an answer has come. While there is only one
 * endpoint, or for a line outside the pool, that costs next to nothing and does nothing.
 */
public final class Line {
    private final Endpoint endpoint;
    private final Transport transport;
    private final Set<LineUser> waiting = ConcurrentHashMap.newKeySet();
    private final Set<LineUser> streams = ConcurrentHashMap.newKeySet();

    private volatile @Nullable EndpointPool pool;
    private volatile @Nullable LineWatch watch;

    /** Whether the next answer is news: the line has never answered, or failed since. */
    private volatile boolean unproven = true;

    private volatile boolean asked;
    private volatile boolean heard;
    private volatile @Nullable TransportFailure refusal;
    private volatile boolean probing;

    /** Belongs to {@link LineWatch}. */
    Pulse pulse = Pulse.CALM;

    /** A line over a transport that it does not close. */
    public Line(Endpoint endpoint, Transport transport) {
        this.endpoint = endpoint;
        this.transport = transport;
    }

    /** Where it leads. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** What carries calls there. */
    public Transport transport() {
        return transport;
    }

    /** Whether it leads to a name, and so carries nothing itself. */
    boolean isName() {
        return endpoint.isName();
    }

    /** Something was asked of the other side, and its user waits for the answer. */
    public void asked(LineUser user) {
        LineWatch watching = watch;
        if (watching != null) {
            waiting.add(user);
            if (!asked) {
                asked = true;
            }
            watching.wake();
        }
    }

    /** The other side answered: with what was asked for, an error of its own, or a message of a stream. */
    public void answered(LineUser user) {
        released(user);
        heard();
    }

    /** A user waits no more. */
    public void released(LineUser user) {
        if (watch != null) {
            waiting.remove(user);
        }
    }

    /** A stream runs here, and is to be told when the line is left. */
    public void attach(LineUser stream) {
        streams.add(stream);
    }

    /** A stream is over. */
    public void detach(LineUser stream) {
        streams.remove(stream);
        released(stream);
    }

    void joined(EndpointPool owner) {
        pool = owner;
    }

    void watchedBy(LineWatch watching) {
        watch = watching;
    }

    /** Whether the next answer is news. */
    public boolean isUnproven() {
        return unproven;
    }

    void unproven(boolean value) {
        unproven = value;
    }

    void heard() {
        if (!heard) {
            heard = true;
        }
        EndpointPool owner = pool;
        if (unproven && owner != null) {
            owner.answered(this);
        }
    }

    boolean startProbe() {
        boolean start = !probing;
        probing = true;
        return start;
    }

    void probed(@Nullable TransportFailure failure) {
        probing = false;
        refusal = failure;
        if (failure == null) {
            heard();
        }
    }

    boolean isWaitedOn() {
        return !waiting.isEmpty();
    }

    /** What was seen since this was called last. */
    Pulse.Signs signs(boolean mayLeave) {
        Pulse.Signs signs = new Pulse.Signs(isWaitedOn(), asked, heard, refusal != null, mayLeave);
        asked = false;
        heard = false;
        return signs;
    }

    /** How the last probe failed, told once; null when it did not. */
    @Nullable
    TransportFailure takeRefusal() {
        TransportFailure taken = refusal;
        refusal = null;
        return taken;
    }

    List<LineUser> users() {
        List<LineUser> users = new ArrayList<>(streams);
        waiting.stream().filter(user -> !streams.contains(user)).forEach(users::add);
        return users;
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
