"""Judgements of the service: asked for in a transaction, then opened, judged by shard, closed.

    ask    one row, numbered within its package, and the first attempt     transaction of the caller
    open   package read, step 1, recalls, shared documents                 once a judgement
    shard  facts collected or read again, cases judged                     once a shard
    close  closure over all tallies, then verdicts shard by shard          once a judgement

Every stage may be begun any number of times; what it makes is kept by digest, and what came of it
is written by the one transaction that finishes its attempt.
"""
