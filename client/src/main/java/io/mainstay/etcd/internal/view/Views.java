package io.mainstay.etcd.internal.view;

import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.follow.FollowRequest;
import io.mainstay.etcd.internal.follow.Followers;
import io.mainstay.etcd.view.PrefixView;
import io.mainstay.etcd.view.ViewRequest;

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
