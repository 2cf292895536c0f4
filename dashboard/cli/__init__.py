"""The command line: every command is one service call, told in Chinese, with one JSON document where asked."""
