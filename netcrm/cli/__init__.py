"""The command line: parse, call one service, print. stdout is data, stderr is talk."""
