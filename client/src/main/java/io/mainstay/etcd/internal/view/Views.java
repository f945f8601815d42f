package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.follow.FollowRequest;
import io.mainstay.etcd.internal.follow.Followers;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ValueRequest;
import io.mainstay.etcd.view.ViewRequest;
import io.mainstay.etcd.view.WatchedValue;

/** The views of one client. */
public final class Views {
    private final Followers followers;
    private final UserCode listeners;
    private final UserCode completions;

    /** Views over what follows, with the door to listeners. */
    public Views(Followers followers, UserCode listeners) {
        this.followers = followers;
        this.listeners = listeners;
        this.completions =
                new UserCode(followers.calls().executor(), followers.calls().emitter());
    }

    /** A view that begins at once. */
    public PrefixView open(ViewRequest request) {
        ViewOwner view = new ViewOwner(this, request, followers.follow(FollowRequest.of(request.range())));
        view.begin();
        return view;
    }

    /** A value that begins at once. */
    public <T> WatchedValue<T> open(ValueRequest<T> request) {
        ViewRequest key = ViewRequest.of(KeyRange.single(request.key()));
        ViewOwner view = new ViewOwner(this, key, followers.follow(FollowRequest.of(key.range())));
        ValueOwner<T> value = new ValueOwner<>(this, request, view);
        value.begin();
        return value;
    }

    Followers followers() {
        return followers;
    }

    UserCode listeners() {
        return listeners;
    }

    UserCode completions() {
        return completions;
    }
}
