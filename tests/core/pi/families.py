"""Textbook systems of any size, for tests and measurements, each with the specification it is equivalent to."""

from itertools import combinations


def scheduler(cells: int) -> str:
    """Milner's scheduler (*Communication and Concurrency*, 1989, section 5.4): a ring of cells, one of them started.

    Cell i is begun on a{i}, ends on b{i}, and hands on in between; every message carries a name.
    """
    ring = [f"{'A' if at == 0 else 'D'}(a{at},b{at},c{at},c{(at - 1) % cells})" for at in range(cells)]
    return f"""
    agent A(a,b,c,d) = a(x).C(a,b,c,d)
    agent B(a,b,c,d) = b(x).A(a,b,c,d)
    agent C(a,b,c,d) = c(x).E(a,b,c,d)
    agent D(a,b,c,d) = 'd<d>.A(a,b,c,d)
    agent E(a,b,c,d) = b(x).D(a,b,c,d) + 'd<d>.B(a,b,c,d)
    agent Scheduler = (^{",".join([f"c{at}" for at in range(cells)])})({" | ".join(ring)})
    """


def schedule(cells: int) -> str:
    """What the scheduler promises: tasks begin in turn, and no task begins again before it has ended."""

    def state(turn: int, running: frozenset[int]) -> str:
        return f"S{turn}_{'_'.join(map(str, sorted(running)))}"

    lines: list[str] = []
    every = [frozenset(some) for size in range(cells + 1) for some in combinations(range(cells), size)]
    for turn in range(cells):
        for running in every:
            ways = [f"b{at}(x).{state(turn, running - {at})}" for at in sorted(running)]
            if turn not in running:
                ways.append(f"a{turn}(x).{state((turn + 1) % cells, running | {turn})}")
            lines.append(f"agent {state(turn, running)} = {' + '.join(ways)}")
    return "\n".join([*lines, f"agent Schedule = {state(0, frozenset())}"])


_WORDS = "fa,fp,chrel,data,hoacc,hocmd,hocom,hofail,m1,m2,l"


def handover() -> str:
    """A mobile telephone's handover, which may fail: Orava and Parrow (1992), as in the Workbench's paper (1994)."""
    words = "chrel,data,hoacc,hocmd,hocom,hofail"
    return f"""
    agent CC(fa,fp,l,{words}) = in(v).'fa<data>.'fa<v>.CC(fa,fp,l,{words})
      + l(m).'fa<hocmd>.'fa<m>.(
          fp(c).[c=hocom]'fa<chrel>.fa(old).'l<old>.CC(fp,fa,l,{words})
        + fa(c).[c=hofail]'l<m>.CC(fa,fp,l,{words}))
    agent HC(l,m) = 'l<m>.l(n).HC(l,n)
    agent BSa(f,m,{words}) = f(c).(
        [c=data]f(v).'m<data>.'m<v>.BSa(f,m,{words})
      + [c=hocmd]f(v).'m<hocmd>.'m<v>.(
          f(d).[d=chrel]'f<m>.BSp(f,m,{words})
        + m(d).[d=hofail]'f<hofail>.BSa(f,m,{words})))
    agent BSp(f,m,{words}) = m(c).[c=hoacc]'f<hocom>.BSa(f,m,{words})
    agent MS(m,{words}) = m(c).(
        [c=data]m(v).'out<v>.MS(m,{words})
      + [c=hocmd]m(n).('n<hoacc>.MS(n,{words}) + 'm<hofail>.MS(m,{words})))
    agent System = (^{_WORDS})(
        CC(fa,fp,l,{words}) | HC(l,m1) | BSp(fp,m1,{words}) | BSa(fa,m2,{words}) | MS(m2,{words}))
    """


def buffer_of_three() -> str:
    """What a caller sees of the handover: messages in order, at most three on the way, none after a handover began."""
    return """
    agent Spec = in(v).S1(v) + t.Spec
    agent S1(a) = in(v).S2(a,v) + 'out<a>.Spec + t.'out<a>.Spec
    agent S2(a,b) = in(v).S3(a,b,v) + 'out<a>.S1(b) + t.'out<a>.'out<b>.Spec
    agent S3(a,b,c) = 'out<a>.S2(b,c)
    agent Seen = Spec
    """


def branches(how_many: int) -> str:
    """go, then hidden branches of three silent tasks each, all awaited, then done; messages carry nothing."""
    names = ",".join([f"s{at},j{at}" for at in range(how_many)])
    tasks = " | ".join([f"s{at}.t.t.t.'j{at}" for at in range(how_many)])
    agents = [f"agent S{at} = 's{at}.S{at + 1}  agent J{at} = j{at}.J{at + 1}" for at in range(how_many)]
    last = f"agent S{how_many} = 0  agent J{how_many} = 'done.0"
    return f"{' '.join(agents)} {last} agent Whole = (^{names})(go.S0 | J0 | {tasks})"
