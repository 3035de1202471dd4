#!/usr/bin/env bash
# cspell:disable
# Starts or stops a real Slurm cluster of one node on this machine, for tests. Needs Debian's slurm-wlm and munge; no
# cgroups, no accounting. Keys, sockets, logs, state and processes belong to FOLDER, and `stop` removes all of them.
#
#   tools/slurm.sh start FOLDER   prints the value for SLURM_CONF when the node accepts jobs
#   tools/slurm.sh stop FOLDER
set -euo pipefail

free_port() { # a port of this machine that nothing listens on
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

configure() { # FOLDER
  local user host
  user=$(id -un) host=$(hostname -s)
  mkdir -p "$1"/{state,spool}
  # munged refuses a key that others can read, and folders that others can write to.
  chmod 755 "$1"
  head -c 1024 /dev/urandom >"$1/munge.key"
  chmod 400 "$1/munge.key"
  cat >"$1/slurm.conf" <<CONF
ClusterName=pageferry
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
AuthType=auth/munge
AuthInfo=socket=$1/munge.socket
StateSaveLocation=$1/state
SlurmdSpoolDir=$1/spool
SlurmctldPidFile=$1/slurmctld.pid
SlurmdPidFile=$1/slurmd.pid
SlurmctldLogFile=$1/slurmctld.log
SlurmdLogFile=$1/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  echo "CgroupPlugin=cgroup/v1" >"$1/cgroup.conf"
}

start() { # FOLDER
  configure "$1"
  export SLURM_CONF=$1/slurm.conf
  # --force: the folder may lie in one that other users cannot enter.
  munged --force --key-file="$1/munge.key" --socket="$1/munge.socket" --pid-file="$1/munged.pid" \
    --log-file="$1/munged.log" --seed-file="$1/munge.seed" 2>/dev/null
  slurmctld -i
  slurmd
  for _ in $(seq 100); do
    if [[ $(sinfo --noheader --format=%t 2>/dev/null) == idle ]]; then
      echo "$SLURM_CONF"
      return
    fi
    sleep 0.2
  done
  tail -n 5 "$1"/*.log >&2
  stop "$1"
  echo "Slurm did not start; its last messages are above" >&2
  return 1
}

stop() { # FOLDER
  local name pid
  [[ -f $1/slurm.conf ]] || { echo "no Slurm in $1" >&2; return 1; }
  # slurmd leaves running jobs alone when it ends.
  export SLURM_CONF=$1/slurm.conf
  scancel --user="$(id -un)" 2>/dev/null || true
  for _ in $(seq 100); do
    [[ $(squeue --noheader --states=RUNNING,COMPLETING --format=%i 2>/dev/null) ]] || break
    sleep 0.2
  done
  for name in slurmd slurmctld munged; do
    pid=$(cat "$1/$name.pid" 2>/dev/null) || continue
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$1"
}

if [[ ! ${1-} =~ ^(start|stop)$ || -z ${2-} ]]; then
  echo "usage: tools/slurm.sh start|stop FOLDER" >&2
  exit 2
fi
"$1" "$(realpath -m "$2")"
