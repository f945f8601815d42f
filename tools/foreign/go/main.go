// Checks that an etcd serves Go's client and the packages around it as an etcd does.
//
//	checks URL
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"time"

	"go.etcd.io/etcd/client/pkg/v3/transport"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
)

var failures int

// ctx ends every wait that should long have been over.
var ctx, cancel = context.WithTimeout(context.Background(), 90*time.Second)

// same tells whether something is what it must be.
func same[T any](what string, got, want T) {
	if reflect.DeepEqual(got, want) {
		fmt.Println("ok  ", what)
		return
	}
	failures++
	fmt.Printf("FAIL %s: got %v, want %v\n", what, got, want)
}

// refused tells whether an error has a text.
func refused(what string, err error, text string) {
	if err == nil {
		same(what, "no error", text)
		return
	}
	same(what, err.Error(), text)
}

// is tells whether an error is one of the client's.
func is(what string, err, want error) {
	same(what+" ("+want.Error()+")", errors.Is(err, want), true)
}

// must gives what there is to give, or ends the chapter.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// within gives the next of a channel.
func within[T any](from <-chan T) T {
	select {
	case value, open := <-from:
		if !open {
			panic("nothing more comes")
		}
		return value
	case <-ctx.Done():
		panic("nothing came")
	}
}

// values are the values of an answer, in order.
func values(r *clientv3.GetResponse) string {
	var all []string
	for _, kv := range r.Kvs {
		all = append(all, string(kv.Key)+"="+string(kv.Value))
	}
	return strings.Join(all, " ")
}

func connect(config clientv3.Config) *clientv3.Client {
	config.Endpoints = []string{os.Args[1]}
	config.DialTimeout = 10 * time.Second
	config.Logger = zap.NewNop()
	config.TLS = secure()
	return must(clientv3.New(config))
}

// secure is the TLS that the environment tells of, or none.
func secure() *tls.Config {
	if os.Getenv("FOREIGN_CA") == "" {
		return nil
	}
	info := transport.TLSInfo{
		TrustedCAFile: os.Getenv("FOREIGN_CA"),
		CertFile:      os.Getenv("FOREIGN_CERT"),
		KeyFile:       os.Getenv("FOREIGN_KEY"),
	}
	return must(info.ClientConfig())
}

func chapter(name string, checks func(*clientv3.Client)) {
	fmt.Println("#", name)
	client := connect(clientv3.Config{})
	defer client.Close()
	defer func() {
		if wrong := recover(); wrong != nil {
			failures++
			fmt.Printf("FAIL %s ended early: %v\n", name, wrong)
		}
	}()
	checks(client)
}

func main() {
	defer cancel()
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: checks URL")
		os.Exit(2)
	}
	chapter("kv", kv)
	chapter("watch", watch)
	chapter("lease", lease)
	chapter("concurrency: mutex", mutex)
	chapter("concurrency: election", election)
	chapter("concurrency: STM", transactions)
	chapter("namespace", inNamespace)
	chapter("ordering", ordered)
	chapter("mirror", mirrored)
	chapter("leasing", leased)
	chapter("naming", named)
	chapter("cluster and maintenance", maintenance)
	chapter("auth", auth)
	if failures > 0 {
		fmt.Printf("%d checks failed\n", failures)
		os.Exit(1)
	}
}
