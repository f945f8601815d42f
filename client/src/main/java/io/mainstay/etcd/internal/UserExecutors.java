package io.mainstay.etcd.internal;

import java.util.concurrent.Executor;

/**
 * Where user code runs.
 *
 * @param completions for what is chained to a future: many short pieces
 * @param listeners for watch listeners and subscribers, each of which may block without holding up another
 */
record UserExecutors(Executor completions, Executor listeners) {}
