Console.Error.WriteLine("The Aspire application model needs packages of the full package set, which this build does not have. To run everything here: ./webhooks up");
return 1;
