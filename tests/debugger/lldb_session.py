"""Runs inside lldb: writes down what it shows of the maps of the program `states`.

EBB_RESULT says where to; EBB_EXPECTATION is the program's argument, which it fills. The program is
started unless a core is loaded.
"""

import json
import os

import lldb

CHILDREN_MAX = 300


def names():
    with open(os.environ["EBB_EXPECTATION"]) as lines:
        return [line.split()[1] for line in lines if line.startswith("map ")]


def text_of(value):
    """A number or a string, as gdb prints it."""
    if value.GetValue() is not None:
        return value.GetValue()
    characters = value.GetNonSyntheticValue().GetChildMemberWithName("_M_dataplus")
    return characters.GetChildMemberWithName("_M_p").GetSummary()


def entry_text(value):
    first, second = (value.GetChildMemberWithName(name) for name in ("first", "second"))
    return f"[{text_of(first)}] = {text_of(second)}" if first.IsValid() else text_of(value)


def shown(value):
    count = value.GetNumChildren()
    children = [value.GetChildAtIndex(i) for i in range(min(count, CHILDREN_MAX))]
    return {
        "is_there": value.IsValid(),
        "summary": value.GetSummary(),
        "count": count,
        "entries": [entry_text(child) for child in children],
    }


def frame_values(process):
    thread = process.GetSelectedThread()
    frames = [thread.GetFrameAtIndex(i) for i in range(thread.GetNumFrames())]
    frame = next(frame for frame in frames if "look_at" in (frame.GetFunctionName() or ""))
    values = {name: frame.FindVariable(name) for name in ("by_reference", "found", "end")}
    return {name: shown(value) for name, value in values.items()}


def __lldb_init_module(debugger, _):
    debugger.SetAsync(False)
    target = debugger.GetSelectedTarget()
    process = target.GetProcess()
    if process.GetState() != lldb.eStateStopped:
        target.BreakpointCreateByName("ready")
        process = target.LaunchSimple([os.environ["EBB_EXPECTATION"]], None, os.getcwd())
    result = {name: shown(target.FindFirstGlobalVariable(name)) for name in names()}
    result.update(frame_values(process))
    with open(os.environ["EBB_RESULT"], "w") as out:
        json.dump(result, out)
    process.Kill()
