package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

func maintenance(c *clientv3.Client) {
	endpoint := c.Endpoints()[0]
	status := must(c.Status(ctx, endpoint))
	same("it leads", status.Leader, status.Header.MemberId)
	same("its version", strings.HasPrefix(status.Version, "3."), true)
	same("no errors", len(status.Errors), 0)
	members := must(c.MemberList(ctx)).Members
	same("one member", fmt.Sprint(len(members), members[0].ID == status.Leader), "1 true")
	same("its address", strings.Join(members[0].ClientURLs, ","), endpoint)
	learner := must(c.MemberAddAsLearner(ctx, []string{"http://127.0.0.1:1"})).Member
	same("a learner", learner.IsLearner, true)
	_, err := c.MemberPromote(ctx, learner.ID)
	is("promoted before it is there", err, rpctypes.ErrMemberLearnerNotReady)
	same("and removed", len(must(c.MemberRemove(ctx, learner.ID)).Members), 1)
	_, err = c.MemberRemove(ctx, learner.ID)
	is("removed twice", err, rpctypes.ErrMemberNotFound)
	same("alarms", len(must(c.AlarmList(ctx)).Alarms), 0)
	must(c.Defragment(ctx, endpoint))
	must(c.MoveLeader(ctx, status.Leader))
	one, two := must(c.HashKV(ctx, endpoint, 0)), must(c.HashKV(ctx, endpoint, 0))
	same("steady hash", one.Hash == two.Hash && one.Hash != 0, true)
	reader := must(c.Snapshot(ctx))
	file := must(io.ReadAll(reader))
	sum := sha256.Sum256(file[:len(file)-32])
	same("a snapshot with its hash", string(file[len(file)-32:]), string(sum[:]))
	same("in pages of a database", len(file)%512, 32)
}

func auth(c *clientv3.Client) {
	must(c.RoleAdd(ctx, "root"))
	must(c.UserAdd(ctx, "root", "pw"))
	must(c.UserGrantRole(ctx, "root", "root"))
	must(c.RoleAdd(ctx, "part"))
	must(c.RoleGrantPermission(ctx, "part", "part/", clientv3.GetPrefixRangeEnd("part/"), clientv3.PermissionType(clientv3.PermReadWrite)))
	must(c.UserAdd(ctx, "ann", "secret"))
	must(c.UserGrantRole(ctx, "ann", "part"))
	must(c.AuthEnable(ctx))

	root := connect(clientv3.Config{Username: "root", Password: "pw"})
	defer root.Close()
	defer func() {
		must(root.AuthDisable(context.Background()))
		must(c.UserDelete(ctx, "ann"))
		must(c.UserDelete(ctx, "root"))
		must(c.RoleDelete(ctx, "part"))
		must(c.RoleDelete(ctx, "root"))
	}()
	ann := connect(clientv3.Config{Username: "ann", Password: "secret"})
	defer ann.Close()
	same("on", must(root.AuthStatus(ctx)).Enabled, true)
	_, err := c.Put(ctx, "part/a", "x")
	nobody := rpctypes.ErrUserEmpty
	if secure() != nil {
		// The certificate stands for a user, even without a name.
		nobody = rpctypes.ErrPermissionDenied
	}
	is("without a name", err, nobody)
	must(ann.Put(ctx, "part/a", "1"))
	same("what is granted", values(must(ann.Get(ctx, "part/", clientv3.WithPrefix()))), "part/a=1")
	_, err = ann.Get(ctx, "other")
	is("what is not", err, rpctypes.ErrPermissionDenied)
	_, err = ann.Get(ctx, "part/", clientv3.WithFromKey())
	is("more than is granted", err, rpctypes.ErrPermissionDenied)
	_, err = ann.UserList(ctx)
	is("what only root may", err, rpctypes.ErrPermissionDenied)
	_, err = ann.Txn(ctx).Then(clientv3.OpTxn(nil, []clientv3.Op{clientv3.OpPut("other", "x")}, nil)).Commit()
	is("within a transaction", err, rpctypes.ErrPermissionDenied)
	denied := within(ann.Watch(ctx, "other"))
	same("a watch", fmt.Sprint(denied.Canceled, strings.Contains(denied.Err().Error(), "permission denied")), "true true")
	watch := ann.Watch(ctx, "part/", clientv3.WithPrefix(), clientv3.WithCreatedNotify())
	within(watch)
	must(root.Put(ctx, "part/b", "2"))
	same("a watch of what is granted", events(watch, 1), "PUT part/b=2")
	_, err = clientv3.New(clientv3.Config{Endpoints: c.Endpoints(), Username: "ann", Password: "wrong", DialTimeout: 5e9, TLS: secure(), Logger: c.GetLogger()})
	is("a wrong password", err, rpctypes.ErrAuthFailed)
	must(root.UserRevokeRole(ctx, "ann", "part"))
	_, err = ann.Get(ctx, "part/a")
	is("a role that was taken", err, rpctypes.ErrPermissionDenied)
	must(root.UserChangePassword(ctx, "ann", "new"))
	must(root.UserGrantRole(ctx, "ann", "part"))
	again := connect(clientv3.Config{Username: "ann", Password: "new"})
	defer again.Close()
	same("with the new password", values(must(again.Get(ctx, "part/a"))), "part/a=1")
	same("roles", strings.Join(must(again.UserGet(ctx, "ann")).Roles, ","), "part")
}
