stage  = "dev"
kinds  = ["one", 2]
limits = { low = "5" }
