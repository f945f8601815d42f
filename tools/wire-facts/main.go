// Prints what etcd's wire is made of: one line for each message, field, enum value and method of the client's services,
// read from the descriptors compiled into etcd's own Go modules.
//
// To renew the table kept in proto/src/test/resources, in an empty directory with this file:
//
//	go mod init wirefacts
//	go get go.etcd.io/etcd/api/v3@v3.7.1 go.etcd.io/etcd/server/v3@v3.7.1
//	go mod tidy
//	go run . > etcd-3.7.1.txt
package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"sort"
	"strings"

	_ "go.etcd.io/etcd/api/v3/etcdserverpb"
	_ "go.etcd.io/etcd/server/v3/etcdserver/api/v3election/v3electionpb"
	_ "go.etcd.io/etcd/server/v3/etcdserver/api/v3lock/v3lockpb"
	_ "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// The packages a client meets.
var packages = map[protoreflect.FullName]bool{
	"authpb": true, "etcdserverpb": true, "grpc.health.v1": true,
	"mvccpb": true, "v3electionpb": true, "v3lockpb": true,
}

// The modules the descriptors come from.
var sources = []string{"go.etcd.io/etcd/api/v3", "go.etcd.io/etcd/server/v3", "google.golang.org/grpc"}

// Files of those packages that only the members' own log is written with.
var internal = map[string]bool{"raft_internal.proto": true, "etcdserver.proto": true}

func main() {
	fmt.Println("# Printed by tools/wire-facts; not edited by hand. From the descriptors in:")
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if slices.Contains(sources, module.Path) {
			fmt.Printf("# %s %s\n", module.Path, module.Version)
		}
	}
	var files []protoreflect.FileDescriptor
	protoregistry.GlobalFiles.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		if packages[file.Package()] && !internal[file.Path()] {
			files = append(files, file)
		}
		return true
	})
	sort.Slice(files, func(i, j int) bool { return files[i].Package() < files[j].Package() })
	for _, file := range files {
		services(file)
		enums(file.Enums())
		messages(file.Messages())
	}
}

func services(file protoreflect.FileDescriptor) {
	for i := 0; i < file.Services().Len(); i++ {
		service := file.Services().Get(i)
		for j := 0; j < service.Methods().Len(); j++ {
			method := service.Methods().Get(j)
			fmt.Printf("method %s %s %s%s %s%s\n", service.FullName(), method.Name(),
				stream(method.IsStreamingClient()), near(method.Input(), file),
				stream(method.IsStreamingServer()), near(method.Output(), file))
		}
	}
}

func enums(all protoreflect.EnumDescriptors) {
	for i := 0; i < all.Len(); i++ {
		for j := 0; j < all.Get(i).Values().Len(); j++ {
			value := all.Get(i).Values().Get(j)
			fmt.Printf("value %s %d %s\n", all.Get(i).FullName(), value.Number(), value.Name())
		}
	}
}

func messages(all protoreflect.MessageDescriptors) {
	for i := 0; i < all.Len(); i++ {
		message := all.Get(i)
		fmt.Printf("message %s\n", message.FullName())
		for j := 0; j < message.Fields().Len(); j++ {
			field(message.Fields().Get(j))
		}
		enums(message.Enums())
		messages(message.Messages())
	}
}

func field(field protoreflect.FieldDescriptor) {
	kind, label, oneof := field.Kind().String(), "", ""
	if field.Message() != nil {
		kind = near(field.Message(), field.ParentFile())
	} else if field.Enum() != nil {
		kind = near(field.Enum(), field.ParentFile())
	}
	if field.Cardinality() == protoreflect.Repeated {
		label = "repeated "
	} else if field.HasOptionalKeyword() {
		label = "optional "
	}
	if field.ContainingOneof() != nil {
		oneof = " oneof " + string(field.ContainingOneof().Name())
	}
	fmt.Printf("field %s %d %s %s%s%s\n", field.Parent().FullName(), field.Number(), field.Name(), label, kind, oneof)
}

// near names a type without its package where that is the file's own.
func near(type_ protoreflect.Descriptor, file protoreflect.FileDescriptor) string {
	return strings.TrimPrefix(string(type_.FullName()), string(file.Package())+".")
}

func stream(yes bool) string {
	if yes {
		return "stream "
	}
	return ""
}
