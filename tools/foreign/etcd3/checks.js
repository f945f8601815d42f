// Checks that an etcd serves the npm package etcd3 as an etcd does: node checks.js URL
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const fs = require('node:fs');
const etcd3 = require('etcd3');

const url = process.argv[2];
const file = variable => fs.readFileSync(process.env[variable]);
const credentials = process.env.FOREIGN_CA && {
  rootCertificate: file('FOREIGN_CA'),
  certChain: file('FOREIGN_CERT'),
  privateKey: file('FOREIGN_KEY'),
};
const connect = auth => new etcd3.Etcd3({ hosts: url, auth, credentials });
let failures = 0;

function same(what, got, want) {
  try {
    assert.deepStrictEqual(got, want);
    console.log('ok  ', what);
  } catch {
    failures++;
    console.log('FAIL', what, '\n  got: ', got, '\n  want:', want);
  }
}

async function refused(what, promise, type, text) {
  const error = await promise.then(() => new Error('not refused'), e => e);
  same(what, [error.constructor.name, error.message.includes(text) || error.message], [type.name, true]);
}

const within = promise =>
  Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error('nothing came')), 20_000).unref())]);

async function until(what, probe) {
  for (let i = 0; i < 400; i++) {
    if (await probe()) return;
    await new Promise(go => setTimeout(go, 50));
  }
  throw new Error('never: ' + what);
}

const chapters = {
  async keys(c) {
    const put = await c.put('js/a').value('1');
    const again = await c.put('js/a').value('2').getPrevious();
    same('put gives what was', again.value.toString(), '1');
    same('get', await c.get('js/a').string(), '2');
    same('number', await c.get('js/a').number(), 2);
    same('an old revision', await c.get('js/a').revision(put.header.revision).string(), '1');
    same('nothing', await c.get('js/none').string(), null);
    same('exists', await c.get('js/a').exists(), true);
    await c.put('js/b').value('3');
    await c.put('js/c').value(Buffer.from([0, 255]));
    same('bytes', [...await c.get('js/c').buffer()], [0, 255]);
    same('all of a prefix', await c.getAll().prefix('js/').strings(), { 'js/a': '2', 'js/b': '3', 'js/c': '\0\ufffd' });
    same('keys', await c.getAll().prefix('js/').sort('Key', 'Descend').keys(), ['js/c', 'js/b', 'js/a']);
    same('limit', await c.getAll().prefix('js/').limit(1).keys(), ['js/a']);
    same('range', await c.getAll().inRange({ start: 'js/a', end: 'js/c' }).count(), 2);
    const big = 'x'.repeat(1_400_000);
    await c.put('js/big').value(big);
    same('a big value', (await c.get('js/big').string()) === big, true);
    await refused('no key', c.put('').value('x').exec(), etcd3.GRPCInvalidArgumentError, 'key is not provided');
    same('delete', (await c.delete().key('js/c')).deleted, '1');
    same('delete a range', (await c.delete().range(new etcd3.Range('js/a', 'js/c'))).deleted, '3');
    const space = c.namespace('space/');
    await space.put('a').value('in');
    same('namespace', [await c.get('space/a').string(), await space.getAll().strings()], ['in', { a: 'in' }]);
    await space.delete().all();
  },

  async transactions(c) {
    await c.put('if').value('1');
    const taken = await c.if('if', 'Value', '==', '1').and('none', 'Create', '==', 0)
      .then(c.put('if').value('2'), c.get('if')).else(c.get('none')).commit();
    same('if, then', [taken.succeeded, taken.responses[1].response_range.kvs[0].value.toString()], [true, '2']);
    const other = await c.if('if', 'Version', '>', 2).then(c.delete().key('if')).else(c.get('if')).commit();
    same('else', [other.succeeded, other.responses.length], [false, 1]);
    await c.put('sum').value('0');
    await Promise.all(Array.from({ length: 8 }, () => c.stm({ retries: 100 }).transact(async tx => {
      const sum = await tx.get('sum').number();
      await tx.put('sum').value(sum + 1);
    })));
    same('STM, 8 at once', await c.get('sum').number(), 8);
    await refused('STM, out of tries', c.stm({ retries: 0 }).transact(async tx => {
      await tx.get('sum').number();
      await c.put('sum').value('100');
      await tx.put('sum').value('9');
    }), etcd3.STMConflictError, 'conflict');
    same('and nothing of it', await c.get('sum').number(), 100);
  },

  async watches(c) {
    const seen = [];
    const watcher = await within(c.watch().prefix('w/').withPreviousKV().create());
    watcher.on('put', (kv, was) => seen.push(`put ${kv.key}=${kv.value} ${was ? was.value : '-'}`));
    watcher.on('delete', (kv, was) => seen.push(`delete ${kv.key} ${was.value}`));
    const put = await c.put('w/a').value('1');
    await c.put('w/a').value('2');
    await c.delete().key('w/a');
    await until('three events', () => seen.length >= 3);
    same('live', seen, ['put w/a=1 -', 'put w/a=2 1', 'delete w/a 2']);
    await watcher.cancel();
    const past = [];
    const late = c.watch().key('w/a').startRevision(put.header.revision).watcher();
    late.on('data', answer => answer.events.forEach(e => past.push(`${e.type} ${e.kv.value}`)));
    await until('the past', () => past.length >= 3);
    same('from a revision', past, ['Put 1', 'Put 2', 'Delete ']);
    await late.cancel();
    await c.kv.compact({ revision: (await c.put('w/b').value('x')).header.revision, physical: true });
    await refused('compacted', c.get('w/a').revision(put.header.revision).string(), etcd3.GRPCOutOfRangeError, 'has been compacted');
  },

  async leases(c) {
    const lease = c.lease(2);
    await lease.put('lease/a').value('1');
    const id = await lease.grant();
    same('its key has it', (await c.get('lease/a').exec()).kvs[0].lease, id);
    await within(once(lease, 'keepaliveSucceeded'));
    await within(once(lease, 'keepaliveSucceeded'));
    await within(once(lease, 'keepaliveSucceeded'));
    same('kept alive beyond its time', await c.get('lease/a').string(), '1');
    same('kept alive once', (await lease.keepaliveOnce()).TTL, '2');
    same('its keys', (await c.leaseClient.leaseTimeToLive({ ID: id, keys: true })).keys.map(String), ['lease/a']);
    await lease.revoke();
    same('revoked, and its key with it', await c.get('lease/a').string(), null);
    const lost = c.lease(60);
    const lostId = await lost.grant();
    await c.leaseClient.leaseRevoke({ ID: lostId });
    const gone = within(once(lost, 'lost'));
    lost.keepaliveOnce().catch(() => {});
    same('told that it is lost', (await gone)[0].constructor.name, 'EtcdLeaseInvalidError');
    const short = c.lease(2, { autoKeepAlive: false });
    const watcher = await c.watch().key('lease/short').create();
    const deleted = once(watcher, 'delete');
    await short.put('lease/short').value('x');
    await within(deleted);
    same('expired', await c.get('lease/short').string(), null);
    await watcher.cancel();
  },

  async locks(c) {
    const one = await c.lock('door').ttl(10).acquire();
    await refused('held by another', c.lock('door').ttl(10).acquire(), etcd3.EtcdLockFailedError, 'door');
    await one.release();
    same('within', await c.lock('door').ttl(10).do(() => 'done'), 'done');
  },

  async elections(c) {
    const election = c.election('boss', 10);
    same('no leader', await election.leader(), undefined);
    const one = election.campaign('one');
    await within(one.wait());
    same('elected', await election.leader(), 'one');
    const observer = await within(election.observe());
    same('observed', observer.leader(), 'one');
    const two = election.campaign('two');
    const key = await two.getCampaignKey();
    same('the next waits', key.startsWith('election/boss/'), true);
    await one.proclaim('one again');
    await until('proclaimed', () => observer.leader() === 'one again');
    same('proclaimed', await election.leader(), 'one again');
    const elected = once(two, 'elected');
    await one.resign();
    await within(elected);
    await until('the next leads', () => observer.leader() === 'two');
    same('the next leads', await election.leader(), 'two');
    await two.resign();
    await observer.cancel();
  },

  async maintenance(c) {
    const status = await c.maintenance.status();
    same('it leads', status.leader, status.header.member_id);
    same('one member', (await c.cluster.memberList({})).members.length, 1);
    same('no alarms', (await c.maintenance.alarm({})).alarms, []);
    await c.maintenance.defragment();
  },

  async users(c) {
    const root = await c.user('root').create('pw');
    await root.addRole(await c.role('root').create());
    const part = await c.role('part').create();
    await part.grant({ permission: 'Readwrite', range: etcd3.Range.prefix('part/') });
    const ann = await c.user('ann').create('secret');
    await ann.addRole(part);
    same('what it may', (await part.permissions()).map(p => p.permission), ['Readwrite']);
    same('its roles', (await ann.roles()).map(r => r.name), ['part']);
    await refused('twice', c.user('ann').create('x'), etcd3.EtcdUserExistsError, 'user name already exists');
    await c.auth.authEnable();
    const asRoot = connect({ username: 'root', password: 'pw' });
    const asAnn = connect({ username: 'ann', password: 'secret' });
    const wrong = connect({ username: 'ann', password: 'wrong' });
    try {
      // A certificate stands for a user, even without a name.
      await refused('without a name', c.get('part/a').string(),
        ...credentials ? [etcd3.EtcdPermissionDeniedError, 'permission denied'] : [etcd3.GRPCInvalidArgumentError, 'user name is empty']);
      await asAnn.put('part/a').value('1');
      same('what is granted', await asAnn.get('part/a').string(), '1');
      await refused('what is not', asAnn.get('other').string(), etcd3.EtcdPermissionDeniedError, 'permission denied');
      await refused('only for root', asAnn.getUsers(), etcd3.EtcdPermissionDeniedError, 'permission denied');
      await refused('a wrong password', wrong.get('part/a').string(), etcd3.EtcdAuthenticationFailedError,
        'authentication failed');
      const watcher = await within(asAnn.watch().key('part/a').create());
      const event = once(watcher, 'put');
      await asRoot.put('part/a').value('2');
      same('watched', (await within(event))[0].value.toString(), '2');
      await watcher.cancel();
      same('all users', (await asRoot.getUsers()).map(u => u.name), ['ann', 'root']);
    } finally {
      await asRoot.auth.authDisable();
      for (const client of [asRoot, asAnn, wrong]) client.close();
      for (const user of ['ann', 'root']) await c.user(user).delete();
      for (const role of ['part', 'root']) await c.role(role).delete();
    }
  },
};

(async () => {
  for (const [name, checks] of Object.entries(chapters)) {
    console.log('#', name);
    const client = connect();
    try {
      await checks(client);
    } catch (e) {
      failures++;
      console.log('FAIL', name, 'ended early:', e);
    }
    client.close();
  }
  if (failures > 0) console.log(`${failures} checks failed`);
  process.exit(failures > 0 ? 1 : 0);
})();
